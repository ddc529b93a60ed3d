"""挂名不履职: what first-responsible persons and leaders have done themselves, by period, from dated rows; never a score."""
