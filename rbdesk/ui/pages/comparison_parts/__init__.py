"""What Perbandingan is made of: its bar, the map with its table, the strips with findings, calibration, the drawer."""
