"""A line of the minutes that `cast` makes, and minutes with a line for members."""

LINE = "در دور سوم نوزده جلسه برگزار شد"
MEMBERS_TEXT = "**خانم زهرا مثال:** پنهان ماند.\n\n- این بند برای اعضاست.\n"
HIDDEN = "این بند برای اعضاست"
