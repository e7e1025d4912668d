"""A mock of the CAF and MSA family-benefit files, behind one national service."""
