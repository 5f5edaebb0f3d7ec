from rbdesk.cli import exits


def test_the_codes_that_scripts_rely_on_stand() -> None:
    codes = (exits.DONE, exits.NOT_IN_ORDER, exits.WRONG_USAGE, exits.MACHINE, exits.OUR_BUG)

    assert codes == (0, 1, 2, 3, 70)
