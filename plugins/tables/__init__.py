"""Tables: the script as CSV, TSV or XLSX, out and in again; string tables of Ren'Py and Yarn; a mixer's pick-ups."""
