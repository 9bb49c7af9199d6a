"""pages of the journal"""

from alembic import op
import sqlalchemy as sa

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('journal_page',
    sa.Column('n', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('spans', sa.Text(), nullable=False),
    sa.Column('latest', sa.Text(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('n'),
    if_not_exists=True
    )
