"""Certificates of what an atlas says, written for the checker."""
