"""The text of the style sheet. Kinds are the property ``kind``, states of an answer the property ``answer``."""

from desk.ui.theme import tokens as t
from desk.ui.theme.measure import px


def text() -> str:
    """The whole sheet at the current text scale."""
    return "\n".join((_labels(), _surfaces(), _buttons(), _fields(), _lists(), _frame()))


def _font(kind: str) -> str:
    wanted = t.TYPES[kind]
    return f"font-size: {px(wanted.size)}px; font-weight: {wanted.weight};"


def _labels() -> str:
    sizes = "\n".join(f'QLabel[kind="{kind}"] {{ {_font(kind)} }}' for kind in t.TYPES)
    return f"""
{sizes}
QLabel {{ color: {t.INK}; background: transparent; }}
QLabel[kind="second"], QLabel[tone="body"] {{ color: {t.BODY}; }}
QLabel[kind="note"], QLabel[tone="muted"] {{ color: {t.MUTED}; }}
QLabel[tone="ink"] {{ color: {t.INK}; }}
QLabel[tone="on-ink"] {{ color: {t.WHITE}; font-weight: 700; }}
QLabel[tone="rail-foot"] {{ color: {t.ON_INK}; border-top: 1px solid {t.INK_LINE}; padding: 8px 12px; }}
QLabel[tone="info"] {{ color: {t.BLUE_ON_TINT}; }}
QLabel[tone="success"] {{ color: {t.SUCCESS_TEXT}; }}
QLabel[tone="warning"] {{ color: {t.WARNING_TEXT}; }}
QLabel[tone="danger"] {{ color: {t.DANGER_TEXT}; }}
QToolTip {{ color: {t.WHITE}; background: {t.INK}; border: none; padding: 4px 8px; }}
"""


def _surfaces() -> str:
    return f"""
QMainWindow, QDialog, QWidget[kind="page"] {{ background: {t.GROUND}; }}
QWidget[kind="white"] {{ background: {t.WHITE}; }}
QFrame[kind="side"] {{ background: {t.WHITE}; border: none; border-right: 1px solid {t.CARD_EDGE}; }}
QFrame[kind="pane"] {{ background: {t.WHITE}; border: none; border-left: 1px solid {t.CARD_EDGE}; }}
QFrame[kind="equal"] {{ background: {t.WHITE}; border: 1px solid {t.DASHED_EDGE};
  border-radius: {t.RADIUS_CARD}px; }}
QFrame[kind="before"] {{ background: {t.INSET}; border: 1px solid {t.CARD_EDGE};
  border-radius: {t.RADIUS_CARD}px; }}
QLabel[box="key"] {{ background: {t.WHITE}; border: 1px solid {t.CARD_EDGE}; border-radius: {t.RADIUS_TAG}px;
  padding: 1px {px(7)}px; }}
QFrame[kind="card"] {{ background: {t.WHITE}; border: 1px solid {t.CARD_EDGE}; border-radius: {t.RADIUS_CARD}px; }}
QFrame[kind="room"] {{ background: {t.WHITE}; border: none; border-radius: {t.RADIUS_CARD - 1}px; }}
QFrame[kind="room"][chosen="true"] {{ background: {t.BLUE_TINT}; }}
QLabel[box="ticket"] {{
  background: {t.WHITE}; border: 1px solid {t.BLUE}; border-radius: {t.RADIUS_FIELD}px;
  padding: {px(8)}px {px(14)}px; min-width: {px(44)}px;
}}
QFrame[kind="dashed"] {{
  background: transparent; border: 1px dashed {t.DASHED_EDGE}; border-radius: {t.RADIUS_CARD}px;
}}
QFrame[kind="dashed"][over="true"] {{ background: {t.BLUE_TINT}; border-color: {t.BLUE}; }}
QFrame[kind="paper"] {{ background: transparent; border: none; border-radius: {t.RADIUS_FIELD}px; }}
QFrame[kind="paper"][over="true"] {{ background: {t.BLUE_TINT}; }}
QFrame[kind="inset"] {{ background: {t.BAND}; border: none; border-radius: {t.RADIUS_FIELD}px; }}
QWidget[kind="band"] {{ background: {t.BAND}; border-top: 1px solid {t.ROW_LINE};
  border-bottom: 1px solid {t.ROW_LINE}; }}
QWidget[kind="desk"] {{ background: {t.INSET_PRESSED}; }}
QFrame[kind="undo"] {{ background: {t.BAND}; border: 1px solid {t.ROW_LINE}; border-radius: {t.RADIUS_FIELD}px; }}
QFrame[kind="segmented"] {{
  background: {t.WHITE}; border: 1px solid {t.FIELD_EDGE}; border-radius: {t.RADIUS_FIELD}px;
}}
QFrame[extent="sign-in"] {{ min-width: {px(418)}px; max-width: {px(418)}px; }}
QFrame[extent="languages"] {{ min-width: {px(258)}px; max-width: {px(258)}px; }}
QFrame[kind="line"] {{ background: {t.ROW_LINE}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[kind="upright"] {{ background: {t.ROW_LINE}; border: none; max-width: 1px; min-width: 1px; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[kind="scrolled"] {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.DASHED_EDGE}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {t.FIELD_EDGE}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _button(kind: str, ink: str, ground: str, edge: str, *, over: tuple[str, str]) -> str:
    hover, pressed = over
    return f"""
QPushButton[kind="{kind}"] {{ color: {ink}; background: {ground}; border: 1px solid {edge}; }}
QPushButton[kind="{kind}"]:hover {{ background: {hover}; }}
QPushButton[kind="{kind}"]:pressed, QPushButton[kind="{kind}"]:checked {{ background: {pressed}; }}
"""


def _buttons() -> str:
    line = 2  # two edges of one pixel, inside the height that a person sees
    link = 'QPushButton[kind="quiet"], QPushButton[kind="quiet"]:disabled { border: none; }'
    return f"""
QPushButton {{
  {_font("strong")} border-radius: {t.RADIUS_FIELD}px; padding: 0 {px(16)}px; min-height: {px(t.BUTTON) - line}px;
  outline: none;
}}
QPushButton[extent="small"] {{
  {_font("second-strong")} padding: 0 {px(12)}px; min-height: {px(t.BUTTON_SMALL) - line}px;
}}
QPushButton[tight="true"] {{ padding: 0 {px(6)}px; }}
QPushButton[extent="large"] {{ {_font("card-title")} min-height: {px(t.BUTTON_LARGE) - line}px; }}
QPushButton[extent="link"] {{
  {_font("second-strong")} padding: 0 {px(4)}px; min-height: {px(t.SMALLEST_TARGET)}px;
}}
QPushButton[flush="true"] {{ padding: 0; text-align: left; }}
{_button("primary", t.WHITE, t.BLUE, t.BLUE, over=(t.BLUE_DARK, t.BLUE_PRESSED))}
QPushButton[kind="primary"]:hover {{ border-color: {t.BLUE_DARK}; }}
QPushButton[kind="primary"]:pressed {{ border-color: {t.BLUE_PRESSED}; }}
{_button("outlined", t.BLUE_DARK, t.WHITE, t.BLUE, over=(t.BLUE_TINT, t.BLUE_TINT_PRESSED))}
{_button("neutral", t.INK, t.WHITE, t.FIELD_EDGE, over=(t.INSET, t.INSET_PRESSED))}
{_button("quiet", t.BLUE_DARK, "transparent", "transparent", over=(t.BLUE_TINT, t.BLUE_TINT_PRESSED))}
{link}
{_button("danger", t.WHITE, t.DANGER, t.DANGER, over=(t.DANGER_DARK, t.DANGER_PRESSED))}
QPushButton[kind="danger"]:hover {{ border-color: {t.DANGER_DARK}; }}
QPushButton:disabled, QPushButton[kind]:disabled {{
  color: {t.OFF_TEXT}; background: {t.WHITE}; border: 1px solid {t.OFF_EDGE};
}}
QPushButton[kind="primary"]:disabled, QPushButton[kind="danger"]:disabled {{
  background: {t.OFF}; border-color: {t.OFF};
}}
QPushButton[kind="quiet"]:disabled {{ background: transparent; }}
QPushButton[kind="quiet"][tone="success"] {{ color: {t.SUCCESS_TEXT}; text-align: left; }}
QPushButton[kind="quiet"][tone="warning"] {{ color: {t.WARNING_TEXT}; background: {t.WARNING_TINT}; text-align: left; }}
QPushButton[kind="primary"][working="true"]:disabled {{ color: {t.WHITE}; background: {t.BLUE}; }}
QPushButton[kind="outlined"][working="true"]:disabled {{ color: {t.BLUE_DARK}; border-color: {t.BLUE}; }}
QPushButton[kind="segment"] {{
  color: {t.INK}; background: transparent; border: none; {_font("text")} border-radius: {t.RADIUS_FIELD - 1}px;
}}
QPushButton[kind="segment"]:hover {{ background: {t.INSET}; }}
QPushButton[kind="segment"]:checked {{ background: {t.BLUE_TINT}; color: {t.BLUE_ON_TINT}; {_font("strong")}
  padding-left: {px(38)}px; }}
QPushButton[kind="segment"]:disabled {{ background: transparent; border: none; color: {t.OFF_TEXT}; }}
QToolButton {{ border: none; border-radius: {t.RADIUS_FIELD}px; background: transparent; color: {t.INK};
  min-width: {px(t.SMALLEST_TARGET)}px; min-height: {px(t.SMALLEST_TARGET)}px; }}
QToolButton:hover {{ background: {t.INSET}; }}
QToolButton:pressed {{ background: {t.INSET_PRESSED}; }}
QToolButton::menu-indicator {{ image: none; }}
QCheckBox, QRadioButton {{ {_font("text")} spacing: 8px; min-height: {px(t.SMALLEST_TARGET)}px; }}
QCheckBox::indicator {{ width: {px(18)}px; height: {px(18)}px; }}
"""


def _fields() -> str:
    height = px(t.BUTTON) - 2
    edged = "QLineEdit, QComboBox, QPlainTextEdit, QSpinBox, QDateEdit, QTimeEdit"
    focused = ", ".join(f"{name}:focus" for name in edged.split(", "))
    off = ", ".join(f"{name}:disabled" for name in edged.split(", "))
    return f"""
{edged} {{
  {_font("input")} color: {t.INK}; background: {t.WHITE}; border: 1px solid {t.FIELD_EDGE};
  border-radius: {t.RADIUS_FIELD}px; padding: 0 {px(12)}px; min-height: {height}px;
  selection-background-color: {t.BLUE}; selection-color: {t.WHITE}; placeholder-text-color: {t.MUTED};
}}
QPlainTextEdit {{ padding: {px(6)}px {px(8)}px; {_font("text")} }}
*[answer="to_confirm"] {{ background: {t.WARNING_FIELD}; border-color: {t.WARNING}; }}
*[answer="unknown"], *[answer="to_ask"] {{ background: {t.GROUND}; }}
*[answer="doubtful"] {{ border: 2px solid {t.DANGER}; }}
{focused} {{ border-color: {t.BLUE}; }}
{off} {{ color: {t.OFF_TEXT}; background: {t.GROUND}; border-color: {t.OFF_EDGE}; }}
QLineEdit[kind="flat"] {{
  {_font("text")} background: transparent; border: 1px solid transparent; padding: 0 {px(6)}px; min-height: {px(32)}px;
}}
QPlainTextEdit[kind="flat"] {{
  {_font("text")} background: transparent; border: 1px solid transparent; padding: 0 {px(2)}px; min-height: 0;
}}
QPlainTextEdit[kind="flat"][extent="small"] {{ {_font("second")} color: {t.BODY}; }}
QPlainTextEdit[kind="flat"][answer="doubtful"] {{ border: 2px solid {t.DANGER}; }}
QPlainTextEdit[kind="flat"]:hover {{ border-color: {t.CARD_EDGE}; background: {t.WHITE}; }}
QPlainTextEdit[kind="flat"]:focus {{ border-color: {t.BLUE}; background: {t.WHITE}; }}
QPlainTextEdit[kind="flat"]:read-only {{ background: transparent; border-color: transparent; }}
QLineEdit[kind="flat"][extent="title"] {{ {_font("name")} padding-left: 0; }}
QLineEdit[kind="flat"][extent="small"] {{ {_font("second")} color: {t.BODY}; }}
QLineEdit[kind="flat"]:hover {{ border-color: {t.CARD_EDGE}; background: {t.WHITE}; }}
QLineEdit[kind="flat"]:focus {{ border-color: {t.BLUE}; background: {t.WHITE}; }}
QLineEdit[kind="flat"][answer="doubtful"] {{ border: 2px solid {t.DANGER}; }}
QLineEdit[kind="flat"]:read-only {{ background: transparent; border-color: transparent; }}
QLineEdit:read-only {{ background: {t.GROUND}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.BAND}; }}
QCalendarWidget QToolButton {{ {_font("strong")} color: {t.INK}; padding: 4px 8px; }}
QCalendarWidget QAbstractItemView {{
  {_font("text")} border: none; selection-background-color: {t.BLUE}; selection-color: {t.WHITE};
}}
QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{
  background: {t.WHITE}; border: 1px solid {t.FIELD_EDGE}; outline: none; padding: 4px;
}}
QComboBox QAbstractItemView::item {{ min-height: {px(36)}px; padding: 0 {px(8)}px; color: {t.INK}; }}
QComboBox QAbstractItemView::item:selected {{ background: {t.BLUE_TINT}; color: {t.BLUE_ON_TINT}; }}
"""


def _lists() -> str:
    return f"""
QAbstractItemView {{
  background: {t.WHITE}; border: 1px solid {t.CARD_EDGE}; border-radius: {t.RADIUS_CARD}px; outline: none;
  selection-background-color: {t.BLUE_TINT}; selection-color: {t.INK};
}}
QListView[kind="bare"] {{ border: none; border-top: 1px solid {t.ROW_LINE}; border-radius: 0; }}
QTableView {{ gridline-color: {t.ROW_LINE}; }}
QHeaderView {{ background: {t.BAND}; border: none; }}
QHeaderView::section {{
  {_font("second")} color: {t.BODY}; background: {t.BAND}; border: none; border-bottom: 1px solid {t.ROW_LINE};
  padding: {px(6)}px {px(12)}px;
}}
QTableView::item, QListView::item, QTreeView::item {{ padding: {px(4)}px {px(12)}px; }}
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {{
  background: {t.BLUE_TINT}; color: {t.INK};
}}
QMenu {{ background: {t.WHITE}; border: 1px solid {t.FIELD_EDGE}; padding: 4px; }}
QMenu::item {{ padding: {px(8)}px {px(16)}px; border-radius: 4px; color: {t.INK}; }}
QMenu::item:selected {{ background: {t.BLUE_TINT}; color: {t.BLUE_ON_TINT}; }}
QSlider::groove:horizontal {{ height: 4px; background: {t.LATER_LINE}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {t.BLUE}; border-radius: 2px; }}
QSlider::handle:horizontal {{
  width: {px(14)}px; margin: -{px(14) // 2 + 1}px 0; background: {t.WHITE}; border: 3px solid {t.BLUE};
  border-radius: {px(14) // 2 + 3}px;
}}
QSlider {{ min-height: {px(t.SMALLEST_TARGET)}px; }}
"""


def _frame() -> str:
    return f"""
QFrame[kind="rail"] {{ background: {t.INK}; border: none; }}
QFrame[kind="rail-top"] {{ background: transparent; border: none; border-bottom: 1px solid {t.INK_LINE}; }}
QToolButton[kind="rail"] {{ {_font("note")} color: {t.ON_INK}; border-radius: 0;
  padding: {px(6)}px 0; min-height: {px(72 - 12)}px; max-height: {px(72 - 12)}px; }}
QToolButton[kind="rail"]:hover {{ background: {t.INK_LINE}; }}
QToolButton[kind="rail"]:checked {{ background: {t.BLUE}; color: {t.WHITE}; font-weight: 600; }}
QWidget[kind="top-bar"] {{ background: {t.WHITE}; border-bottom: 1px solid {t.CARD_EDGE}; }}
QFrame[kind="pill"] {{ background: {t.WHITE}; border: 1px solid {t.CARD_EDGE}; border-radius: {px(22)}px; }}
QToolButton[kind="round"] {{ background: {t.INSET}; border-radius: {px(18)}px;
  min-width: {px(36)}px; min-height: {px(36)}px; max-width: {px(36)}px; max-height: {px(36)}px; }}
QToolButton[kind="round"]:hover {{ background: {t.INSET_PRESSED}; }}
"""
