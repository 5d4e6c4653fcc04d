"""The side panels of the window; each shows one part of the project and knows no other panel."""
