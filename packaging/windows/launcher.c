/* RBDesk.exe: starts the Python that lies in the folder beside it, without a console.
 *
 * Nothing is linked against Python: its DLL is loaded from our own folder, so that an incomplete copy can be told
 * in a sentence instead of a system error. Built by build.py with mingw-w64. */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

typedef int (*main_function)(int, wchar_t **);

static int tell(const wchar_t *what) {
    MessageBoxW(NULL, what, L"RBDesk", MB_OK | MB_ICONERROR);
    return 3;
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, PWSTR line, int show) {
    static wchar_t folder[32768], library[32768];
    (void)instance; (void)previous; (void)line; (void)show;

    DWORD length = GetModuleFileNameW(NULL, folder, 32000);
    if (length == 0 || length >= 32000)
        return tell(L"Jalur folder RBDesk terlalu panjang. Pindahkan foldernya lebih dekat ke akar disk.");
    wchar_t *end = wcsrchr(folder, L'\\');
    if (end != NULL) *end = 0;

    wcscpy(library, folder);
    wcscat(library, L"\\python\\python311.dll");
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (python == NULL)
        return tell(L"Folder RBDesk tidak lengkap: python\\python311.dll tidak ada.\n\n"
                    L"Salin ulang seluruh foldernya dari paket aslinya. Data Anda tidak berubah.");
    main_function run = (main_function)(void *)GetProcAddress(python, "Py_Main");
    void (*name)(const wchar_t *) = (void (*)(const wchar_t *))(void *)GetProcAddress(python, "Py_SetProgramName");
    if (run == NULL || name == NULL)
        return tell(L"python311.dll di folder RBDesk rusak. Salin ulang seluruh foldernya dari paket aslinya.");

    static wchar_t program[32768];
    wcscpy(program, folder);
    wcscat(program, L"\\python\\python.exe");
    name(program);

    wchar_t **given = calloc((size_t)__argc + 5, sizeof *given);
    if (given == NULL) return tell(L"Memori komputer tidak cukup untuk membuka RBDesk.");
    int count = 0;
    given[count++] = program;
    given[count++] = L"-I";
    given[count++] = L"-m";
    given[count++] = L"rbdesk.main";
    for (int place = 1; place < __argc; place++) given[count++] = __wargv[place];
    return run(count, given);
}
