"""Measurements that take longer than a test may. Each script prints its figures beside a rival of the same run."""
