"""Which environment variables a settings class reads."""

from pydantic_settings import BaseSettings


def variables_of(settings: type[BaseSettings]) -> set[str]:
    prefix = settings.model_config.get("env_prefix", "")
    return {
        str(field.validation_alias) if field.validation_alias else f"{prefix}{name}".upper()
        for name, field in settings.model_fields.items()
    }
