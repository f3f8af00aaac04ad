"""How staff come in: by password and a second factor or by a passkey, invited by one of them."""
