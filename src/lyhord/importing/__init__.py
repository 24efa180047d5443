"""What staff bring: files of other survey tools and interview notes, all of each or nothing."""
