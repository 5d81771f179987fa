"""Privacy: requests of data subjects, destruction by rule, registers of processing."""
