"""What someone does with the tracker."""
