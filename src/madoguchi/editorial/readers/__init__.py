"""What readers can send to staff: that something is wrong. No account, no cookie, no name."""
