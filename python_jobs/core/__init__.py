"""What every other package may use, and what uses none of them.

errors    what can go wrong, each with its exit code
interrupts  Ctrl-C, and a polite request of the system to end
rights    who may read a file that takes the place of another
project   where the dbt project is and what its settings say
results   what dbt says of the nodes it works on
console   progress on a terminal, log lines elsewhere
wording   text from a file, made fit for a sentence
"""
