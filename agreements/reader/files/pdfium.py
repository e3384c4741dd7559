"""PDFium bears one caller at a time: whoever opens a PDF with it holds this lock."""

from threading import Lock

ONE_AT_A_TIME = Lock()
