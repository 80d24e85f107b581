"""Where the work runs: map a function over rows, carry blocks between tasks, here or on a cluster."""

from variorum.engine.cluster import ClusterEngine
from variorum.engine.local import LocalEngine

__all__ = ["ClusterEngine", "LocalEngine"]
