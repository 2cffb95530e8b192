"""Charts of flow: times, what is done, what is under way and how old it is. See `charts.flow.build`."""
