"""What is known of words and of the world: data files (`world/`, one folder per language) and their typed loaders."""
