"""The generated parts of the documentation, and the checks of the built site."""
