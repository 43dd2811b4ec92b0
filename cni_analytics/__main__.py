"""``python -m cni_analytics`` is the ``cni`` command."""

from cni_analytics.cli import main

if __name__ == "__main__":
    main()
