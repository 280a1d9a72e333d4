"""What several test files share."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # for `import agreement`: importlib mode leaves sys.path alone
