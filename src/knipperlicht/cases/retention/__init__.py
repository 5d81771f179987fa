"""What is kept until when: destruction by rule, holds, records of it; registers; requests of data subjects."""
