// The API to be read and tried: Swagger's page on our own description, with the session of whoever is signed in.
SwaggerUIBundle({
  url: document.body.dataset.openapi,
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  requestInterceptor(request) {
    request.headers["X-CSRFToken"] = document.body.dataset.csrf;
    return request;
  },
});
