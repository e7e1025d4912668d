"""The town hall, against a stand-in for FranceConnect and a scripted broker."""
