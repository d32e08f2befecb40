"""An errand that only sleeps, for the tests of errands."""

import json
import sys
import time

if __name__ == "__main__":
    sys.stdin.readline()
    order = json.loads(sys.stdin.readline())
    time.sleep(order["seconds"])
    print(json.dumps({"slept": order["seconds"]}))
