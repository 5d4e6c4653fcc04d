"""Attention layers."""

from layerloom.layers.attention.group_query import *
from layerloom.layers.attention.multi_head import *
from layerloom.layers.attention.sequence import *
