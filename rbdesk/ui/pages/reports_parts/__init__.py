"""Parts of Laporan: what can be chosen, how pages look before they are made, the job, and what was made."""
