"""Speed and memory beside those of peers, measured in one run on one machine, so that ratios mean something."""
