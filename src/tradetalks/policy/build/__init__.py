"""Computing the tables of the shipped library from raw tariff lists and import records."""
