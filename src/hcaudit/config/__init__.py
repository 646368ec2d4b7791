"""What a user lays down for every run in ``hcaudit.toml``; it must not know what any stage makes of it."""

from hcaudit.config.finding import CONFIG_NAME, CONFIG_VARIABLE, find_config
from hcaudit.config.reading import Config, Outputs, read_config, read_tables

__all__ = ["CONFIG_NAME", "CONFIG_VARIABLE", "Config", "Outputs", "find_config", "read_config", "read_tables"]
