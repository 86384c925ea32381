"""Writes the annual goal of a project from its indicators, and stands for every number in it."""
