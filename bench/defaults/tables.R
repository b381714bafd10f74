# Writes R's tables of tables.tsv as FOLDER/raw/NAME.csv: Rscript tables.R tables.tsv FOLDER. The label stands last.
asked <- commandArgs(trailingOnly = TRUE)
list <- read.delim(asked[1], colClasses = "character", na.strings = character())
for (i in which(list$package != "sklearn")) {
  row <- list[i, ]
  own <- new.env()
  suppressWarnings(data(list = row$item, package = row$package, envir = own))
  if (!exists(row$item, own, inherits = FALSE)) assign(row$item, getExportedValue(row$package, row$item), own)
  table <- as.data.frame(get(row$item, own))
  left <- strsplit(row$drop, ",")[[1]]
  gone <- Reduce(`|`, lapply(left, function(name) grepl(glob2rx(name), names(table))), rep(FALSE, ncol(table)))
  stopifnot(row$label %in% names(table), length(left) == 0 || any(gone))
  table <- table[, !gone, drop = FALSE]
  table <- table[, c(setdiff(names(table), row$label), row$label)]
  write.csv(table, file.path(asked[2], "raw", paste0(row$package, "-", row$item, ".csv")), row.names = FALSE, na = "")
}
for (name in setdiff(unique(list$package), "sklearn")) {
  about <- packageDescription(name)
  cat(sprintf("%s %s, %s\n", name, about$Version, about$License))
}
