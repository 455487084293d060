"""The texts to install, one module for each scheduler.

job             what is to run, and with which variables
cron            lines for a crontab
systemd         a service and its timer
task_scheduler  the XML that schtasks takes
github_actions  a workflow
"""
