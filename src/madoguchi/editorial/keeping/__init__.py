"""What staff do, as verbs: draft, review, publish, take back; every rule about who may do what."""
