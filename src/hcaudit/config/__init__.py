"""What a user lays down for every run in ``hcaudit.toml``; it must not know what any stage makes of it.

`config.reading` reads the file; it is for those who have one, as its forms take a while to build.
"""

from hcaudit.config.contents import Config, Outputs, or_else
from hcaudit.config.finding import CONFIG_NAME, CONFIG_VARIABLE, find_config

__all__ = ["CONFIG_NAME", "CONFIG_VARIABLE", "Config", "Outputs", "find_config", "or_else"]
