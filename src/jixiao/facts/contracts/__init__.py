"""Contracts and prices (合同与单价): what was agreed, in which parts it is paid, how much times what."""
