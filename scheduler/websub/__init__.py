"""WebSub: subscriptions at the hubs that feeds name, whose pushes are hints that a visit is due."""
