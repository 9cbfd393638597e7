"""What a person does to a project, as pure functions: project in, project out, and what to show to choose by.

No Qt, no process and no file is touched here, so whatever the window does the command line can do as well.
"""
