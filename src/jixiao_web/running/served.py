"""What the web server loads: the application, in processes that leave with their parent."""

from __future__ import annotations

from jixiao_web.running.keeper import leave_with_parent
from jixiao_web.wsgi import application

leave_with_parent()
__all__ = ["application"]
