package dev.sluice.model.health;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Green: well. Amber: works, needs a look. Red: a promise is broken or about to be.
public enum HealthState {
    @JsonProperty("green")
    GREEN,
    @JsonProperty("amber")
    AMBER,
    @JsonProperty("red")
    RED;

    public HealthState worse(HealthState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
