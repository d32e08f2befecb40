"""The parts of reading diplomacy: lines of a story, who acts in them, what tells of a dealing, who dealt with whom."""
