// What every page does. Each part is a module of its own; charts and sheets load only where there are any.
import { startDialogs } from "./dialogs.js";
import { startDrops } from "./drops.js";
import { startFigures } from "./figures.js";
import { startForms } from "./forms.js";
import { startKeys } from "./keys.js";
import { startScrolling } from "./scrolling.js";
import { startSheets } from "./sheet.js";
import { startSuggestions } from "./suggestions.js";
import { startToasts } from "./toasts.js";

startDrops();
startToasts();
startFigures();
startDialogs();
startForms();
startSheets();
startKeys();
startScrolling();
startSuggestions();
if (document.querySelector(".chart")) import("./charts.js").then((charts) => charts.startCharts());
