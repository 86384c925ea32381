"""A layout that was shown once is known from then on: family files made from corrected forms, and what nobody knew."""
