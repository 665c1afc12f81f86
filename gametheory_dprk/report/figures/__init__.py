"""Figures for papers: exact phase diagrams as SVG and PDF."""
