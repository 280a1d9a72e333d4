"""Star imports, comments in French, unusual formatting."""

from numpy import *
from pandas import DataFrame

PENTE = 3.5          # la pente de la droite
BRUIT_MIN, BRUIT_MAX = -10, 20


def generate_data (nombre, hasard) :
    # les abscisses : 0, 1, 2, ...
    abscisses = arange (nombre, dtype = float64) . reshape (nombre, 1)
    bruit = hasard . uniform (BRUIT_MIN, BRUIT_MAX, size = (nombre, 1))
    return (abscisses, PENTE * abscisses + bruit)

def to_dataframe (X, y) :
    return DataFrame (column_stack ((X, y)), columns = ['X', 'y'])

def split_data (X, y, part_train, part_val, hasard) :
    # on mélange les lignes ensemble
    n = X . shape [0]
    ordre = argsort (hasard . uniform (size = n))
    i, j = int (part_train * n), int ((part_train + part_val) * n)
    morceaux = ordre [: i], ordre [i : j], ordre [j :]
    return tuple (X [m] for m in morceaux) + tuple (y [m] for m in morceaux)

def fit_scaler (X) :
    moyenne = average (X, axis = 0)
    ecart_type = sqrt (var (X, axis = 0))   # écart-type de la population
    return moyenne, ecart_type

def standardize (donnees, moyenne, ecart_type) :
    # une colonne constante : on divise par 1
    return (donnees - moyenne) / where (ecart_type == 0, 1, ecart_type)
