"""The atlas of games that are solved choice by choice: trees, automata, bargaining by rounds."""
