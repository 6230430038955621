// Bundles the page's modules and styles into target/frontend; what it names exists.
