"""Small valid files that several tests read."""

FLAGSHIP = """
gtd: 1
kind: extensive
title: Agreed Framework
players: {NK: DPRK, US: United States}
parameters:
  p: {value: 0.1, range: [0, 1]}
  n_G: 0.3
  n_P: 1
  s: {value: 0.5, range: [0, 5]}
  R: 1
  r: 0.6
  q: 0.1
  c: {value: 0.2, range: [0, 5]}
  v: 2
  k: 0.5
  b: 0.1
  d: 1
assume: [n_G < n_P, R > n_G + r - q, R < n_P + r - q]
play:
  - {name: nature, chance: {genuine: p, ploy: 1 - p}}
  - {player: NK, choose: [talk, provoke]}
  - {player: US, when: talk, sees: [NK], choose: [relief, hold]}
  - {player: NK, when: relief, choose: [comply, defect]}
payoffs:
  NK: (n_G*genuine + n_P*ploy)*(1 - comply) - s*(1 - relief) - c*talk + R*comply + (r - q)*defect
  US: -d*(provoke + hold + defect) + b*hold + v*comply - k*relief
solve: {concept: sequential}
"""

FLAGSHIP_AS_TREE = (
    FLAGSHIP[: FLAGSHIP.index("play:")]
    + """
tree:
  chance: {genuine: p, ploy: 1 - p}
  moves:
    genuine: {use: deal, with: {n: n_G}}
    ploy: {use: deal, with: {n: n_P}}
subtrees:
  deal:
    args: [n]
    player: NK
    moves:
      provoke: {payoffs: {NK: n - s, US: -d}}
      talk:
        player: US
        info: talk
        moves:
          hold: {payoffs: {NK: n - s - c, US: -d + b}}
          relief:
            player: NK
            moves:
              comply: {payoffs: {NK: R - c, US: v - k}}
              defect: {payoffs: {NK: n + r - q - c, US: -d - k}}
"""
)
BEER_QUICHE = """
gtd: 1
kind: signaling
title: Beer and quiche
players: [A, B]
parameters: {p: {value: 0.9, range: [0, 1]}}
game:
  types: {surly: p, wimp: 1 - p}
  signals: {A: [beer, quiche]}
  responses: {B: [duel, walk]}
payoffs:
  A: 2*walk + surly*beer + wimp*quiche
  B: {surly: {beer.duel: 0, beer.walk: 1, quiche: walk}, wimp: 2*duel/2}
"""

NORMAL = """
gtd: 1
kind: normal
title: Two by two
players: [A, B]
parameters: {x: 3}
moves: {A: [up, down], B: [left, right]}
payoffs:
  A: [[x, 0], [5, 1]]
  B: {up: {left: x, right: 5}, down.left: 0, down.right: 1}
"""
