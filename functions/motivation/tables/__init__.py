"""How motivation is stored.

Kind         pk                               sk                      gsi1pk                    gsi1sk
Standing     ORG#<org>#LEARNER#<user>         STANDING
Deed         ORG#<org>#LEARNER#<user>#DEEDS   DEED#<deed>
Score        ORG#<org>#LEARNER#<user>         SCORE#<board>           ORG#<org>#BOARD#<board>   <points>#<user>
Crowd        ORG#<org>#BOARD#<board>          CROWD#<shard>
Badge        ORG#<org>#BADGES                 BADGE#<badge>
Rules        ORG#<org>#BADGES                 RULES
Share        GLOBAL#SHARE#<code>              SHARE
Reward       ORG#<org>#REWARDS                REWARD#<reward>
Redemption   ORG#<org>#LEARNER#<user>         REDEMPTION#<reward>     ORG#<org>#REWARD#<reward> <redeemed at>#<user>
Receipt      ORG#<org>#RECEIPT#<user>         KEY#<idempotency key>

A board is `<course, or all>#<ISO week, or ever>`. A deed, the standing, the scores and the crowds that it changes are
one transaction, under the standing's revision. Scores of people whom boards do not show are not in the index. A week's
scores and crowds are gone 35 days after it; deeds stay, and all else about a learner can be computed from them.

Access pattern                              Answered by
where somebody stands                       get    the standing
  with all that a deed may change           batch  the standing, the deed, scores of its boards, the rules
what somebody did                           query  pk=ORG#<org>#LEARNER#<user>#DEEDS
somebody's scores                           query  pk=ORG#<org>#LEARNER#<user>, sk begins SCORE#
who leads a board                           query  gsi1 where gsi1pk=ORG#<org>#BOARD#<board>, descending
  whether they are shown, one's own place   batch  standings, one's own score, the board's crowds
the badges that can be earned               query  pk=ORG#<org>#BADGES, sk begins BADGE#
  some by id                                batch  the badges
whose achievement a code shows              get    pk=GLOBAL#SHARE#<code>
the rewards                                 query  pk=ORG#<org>#REWARDS
  one, with who wants it                    batch  the reward, the standing, the redemption
who redeemed a reward, the latest first     query  gsi1 where gsi1pk=ORG#<org>#REWARD#<reward>, descending
what somebody redeemed                      query  pk=ORG#<org>#LEARNER#<user>, sk begins REDEMPTION#
"""

from functions.motivation.tables.badges import BadgeRow, RulesRow, ShareRow
from functions.motivation.tables.base import MotivationRow, ReceiptRow
from functions.motivation.tables.learners import CrowdRow, DeedRow, ScoreRow, StandingRow
from functions.motivation.tables.rewards import RedemptionRow, RewardRow

__all__ = [
    "BadgeRow",
    "CrowdRow",
    "DeedRow",
    "MotivationRow",
    "ReceiptRow",
    "RedemptionRow",
    "RewardRow",
    "RulesRow",
    "ScoreRow",
    "ShareRow",
    "StandingRow",
]
