"""Speed and quality as tables. ``python -m benchmarks`` prints them all; each file also runs alone.

Numbers that compare are ratios measured in one run: the machine is noisy, the ratio less so.
"""
