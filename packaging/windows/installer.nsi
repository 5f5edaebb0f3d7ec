; RBDesk's installer: for one account, without administrator rights, in Indonesian. Called by build.py, which defines
; VERSION, SOURCE (the assembled folder), TARGET (the installer to write) and SIZE (KiB).
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh

Name "RBDesk"
OutFile "${TARGET}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\RBDesk"
InstallDirRegKey HKCU "Software\RBDesk" "Folder"
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "RBDesk"
VIAddVersionKey "FileDescription" "Pemasang RBDesk"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\RBDesk"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Memasang RBDesk ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "RBDesk dipasang untuk akun ini saja; hak administrator tidak diperlukan.$\r$\n$\r$\nBila RBDesk sudah terpasang, versi ini menggantikannya. Data Anda tetap di tempatnya."
!define MUI_FINISHPAGE_RUN "$INSTDIR\RBDesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Buka RBDesk"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Programnya dihapus. Data Anda (isian, bukti, cadangan) tidak dihapus."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Indonesian"

; A running RBDesk keeps its DLLs open: without the checks below half of the files would stay old, and nobody would know.
Section "RBDesk"
  retry:
  IfFileExists "$INSTDIR\python\python311.dll" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\python\python311.dll" a
  IfErrors 0 closed
  SetErrorLevel 5
  IfSilent +2
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "RBDesk sedang terbuka. Tutup dulu jendelanya, lalu coba lagi." IDRETRY retry
  Abort
  closed:
  FileClose $0
  free:
  ; the program's own folders are made anew, so that nothing of an older version stays; nothing else is touched
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\LICENSES"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}\*.*"
  WriteUninstaller "$INSTDIR\Hapus RBDesk.exe"
  CreateShortcut "$SMPROGRAMS\RBDesk.lnk" "$INSTDIR\RBDesk.exe"
  CreateShortcut "$DESKTOP\RBDesk.lnk" "$INSTDIR\RBDesk.exe"
  WriteRegStr HKCU "Software\RBDesk" "Folder" "$INSTDIR"
  ; packages end in .rbd.zip, and Windows knows endings by their last part only: .zip must stay what it is, so a
  ; package is opened by "Kirim ke > RBDesk" or by dropping it on the icon
  CreateShortcut "$SENDTO\RBDesk.lnk" "$INSTDIR\RBDesk.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "RBDesk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "RBDesk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\RBDesk.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Hapus RBDesk.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Hapus RBDesk.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
SectionEnd

Section "Uninstall"
  again:
  ClearErrors
  FileOpen $0 "$INSTDIR\python\python311.dll" a
  IfErrors 0 closed
  IfFileExists "$INSTDIR\python\python311.dll" 0 free
  SetErrorLevel 5
  IfSilent +2
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "RBDesk sedang terbuka. Tutup dulu jendelanya, lalu coba lagi." IDRETRY again
  Abort
  closed:
  FileClose $0
  free:
  ; only what was installed; data lies elsewhere ($LOCALAPPDATA\RBDesk) and stays
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\LICENSES"
  Delete "$INSTDIR\RBDesk.exe"
  Delete "$INSTDIR\BACA-SAYA.txt"
  Delete "$INSTDIR\Hapus RBDesk.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\RBDesk.lnk"
  Delete "$DESKTOP\RBDesk.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\RBDesk"
  Delete "$SENDTO\RBDesk.lnk"
SectionEnd
