"""Reading processes side by side: started, watched, replaced; what they say and may use."""
